// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { WideStack, WideStackProps } from './wide-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedWideStack extends WideStack {
  constructor(scope: Construct, id: string, props?: WideStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
