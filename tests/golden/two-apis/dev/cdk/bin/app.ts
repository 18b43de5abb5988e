// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedCounterStack } from '../lib/extension';

const app = new App();

new ExtendedCounterStack(app, 'counter-dev-queue-stack', {
  env: { region: 'eu-west-1' },
});
