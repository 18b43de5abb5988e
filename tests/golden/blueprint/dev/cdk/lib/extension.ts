// Yours: apiqc wrote this file once and leaves it alone from now on.
import { Construct } from 'constructs';
import { OrdersStack, OrdersStackProps } from './orders-stack';

/** The stack as it is deployed: what the program says, and what you add. */
export class ExtendedOrdersStack extends OrdersStack {
  constructor(scope: Construct, id: string, props?: OrdersStackProps) {
    super(scope, id, props);

    // Add constructs, grants and aspects here. The README has examples.
  }
}
