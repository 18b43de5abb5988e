// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { LateStack, LateStackProps } from './late-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedLateStack extends LateStack {
  constructor(scope: Construct, id: string, props: LateStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
