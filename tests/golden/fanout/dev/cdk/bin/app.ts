// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedPlacedStack } from '../lib/extension';

const app = new App();

new ExtendedPlacedStack(app, 'placed-dev-queue-stack');
