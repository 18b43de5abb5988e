// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedFeedsStack } from '../lib/extension';

const app = new App();

new ExtendedFeedsStack(app, 'feeds-prod-queue-stack');
