// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedSeaStack } from '../lib/extension';

const app = new App();

new ExtendedSeaStack(app, 'sea-dev-queue-stack');
