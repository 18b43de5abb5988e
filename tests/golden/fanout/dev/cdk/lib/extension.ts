// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { PlacedStack, PlacedStackProps } from './placed-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedPlacedStack extends PlacedStack {
  constructor(scope: Construct, id: string, props?: PlacedStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
