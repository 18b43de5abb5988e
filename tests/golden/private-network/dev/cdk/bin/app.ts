// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedPaymentsStack } from '../lib/extension';

const app = new App();

new ExtendedPaymentsStack(app, 'payments-dev-queue-stack');
