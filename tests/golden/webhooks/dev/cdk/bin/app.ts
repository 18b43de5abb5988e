// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedBillingStack } from '../lib/extension';

const app = new App();

new ExtendedBillingStack(app, 'billing-dev-queue-stack');
