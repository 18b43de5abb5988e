// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { LinesStack, LinesStackProps } from './lines-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedLinesStack extends LinesStack {
  constructor(scope: Construct, id: string, props?: LinesStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
