// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedOrdersStack } from '../lib/extension';

const app = new App();

new ExtendedOrdersStack(app, 'orders-prod-queue-stack');
