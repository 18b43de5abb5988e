// Made by apiqc: the next build writes this file anew.
import { App } from 'aws-cdk-lib';
import { ExtendedTenantsStack } from '../lib/extension';

const app = new App();

new ExtendedTenantsStack(app, 'tenants-prod-queue-stack');
