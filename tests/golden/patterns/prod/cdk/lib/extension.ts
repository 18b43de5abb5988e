// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { PatternsStack, PatternsStackProps } from './patterns-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedPatternsStack extends PatternsStack {
  constructor(scope: Construct, id: string, props?: PatternsStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
