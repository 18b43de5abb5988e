// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { EscapeStack, EscapeStackProps } from './escape-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedEscapeStack extends EscapeStack {
  constructor(scope: Construct, id: string, props?: EscapeStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
