// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedWideStack } from '../lib/extension';

const app = new App();

new ExtendedWideStack(app, 'wide-shop-prod-queue-stack');
