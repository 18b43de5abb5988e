// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedLinesStack } from '../lib/extension';

const app = new App();

new ExtendedLinesStack(app, 'lines-prod-queue-stack');
