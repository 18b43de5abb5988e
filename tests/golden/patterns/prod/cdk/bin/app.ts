// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedPatternsStack } from '../lib/extension';

const app = new App();

new ExtendedPatternsStack(app, 'patterns-prod-queue-stack');
