// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedWardStack } from '../lib/extension';

const app = new App();

new ExtendedWardStack(app, 'ward-prod-queue-stack');
