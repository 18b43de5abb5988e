// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { FeedsStack, FeedsStackProps } from './feeds-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedFeedsStack extends FeedsStack {
  constructor(scope: Construct, id: string, props?: FeedsStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
