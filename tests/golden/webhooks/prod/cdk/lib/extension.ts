// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { BillingStack, BillingStackProps } from './billing-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedBillingStack extends BillingStack {
  constructor(scope: Construct, id: string, props?: BillingStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
