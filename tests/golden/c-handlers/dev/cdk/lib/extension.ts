// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { SeaStack, SeaStackProps } from './sea-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedSeaStack extends SeaStack {
  constructor(scope: Construct, id: string, props?: SeaStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
