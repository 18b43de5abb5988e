// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { WardStack, WardStackProps } from './ward-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedWardStack extends WardStack {
  constructor(scope: Construct, id: string, props?: WardStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
