// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { PaymentsStack, PaymentsStackProps } from './payments-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedPaymentsStack extends PaymentsStack {
  constructor(scope: Construct, id: string, props?: PaymentsStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
