// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { CounterStack, CounterStackProps } from './counter-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedCounterStack extends CounterStack {
  constructor(scope: Construct, id: string, props?: CounterStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
