// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { TenantsStack, TenantsStackProps } from './tenants-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedTenantsStack extends TenantsStack {
  constructor(scope: Construct, id: string, props?: TenantsStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
