// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedEscapeStack } from '../lib/extension';

const app = new App();

new ExtendedEscapeStack(app, 'escape-prod-queue-stack');
