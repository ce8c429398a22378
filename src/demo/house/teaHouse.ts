import { Emitter } from '../../base/emitter';
import type { TeaName } from './teas';
import { addressOf } from './teas';

/** What a guest ordered. */
export interface Order {
  readonly number: number;
  readonly tea: TeaName;
  readonly cups: number;
  readonly size: 'cup' | 'pot';
  readonly extras: readonly string[];
  readonly toGo: boolean;
  readonly note?: string;
}

/** A table that is reserved. */
export interface Booking extends Readonly<Record<string, unknown>> {
  readonly number: number;
}

/** What is on the stove. */
export interface Kettle {
  readonly state: 'cold' | 'brewing' | 'ready' | 'stopped';
  readonly tea?: TeaName;
  readonly step?: number;
  readonly steps?: number;
}

/** The tea house: all that can change, in memory only. */
export class House {
  private readonly changed = new Emitter<string>();
  /** Fires with the address of a resource that changed. */
  readonly onDidChange = this.changed.event;
  private readonly booked = new Emitter<void>();
  /** Fires when a booking was added. */
  readonly onDidBook = this.booked.event;
  private numbers = 0;
  private board = "# Today\n\nScones with the first flush. The terrace opens at three o'clock.\n";
  private kettle: Kettle = { state: 'cold' };
  // A guest was here this morning, so that the first report has something to show.
  private orders: Order[] = [
    this.morning('sencha', 3),
    this.morning('assam', 5),
    this.morning('oolong', 2),
    this.morning('rooibos', 4),
  ];
  readonly bookings: Booking[] = [];

  get allOrders(): readonly Order[] {
    return this.orders;
  }

  get boardText(): string {
    return this.board;
  }

  get kettleNow(): Kettle {
    return this.kettle;
  }

  /** Takes an order and gives it a number. */
  order(what: Omit<Order, 'number'>): Order {
    const order = { number: ++this.numbers, ...what };
    this.orders.push(order);
    this.changed.fire(addressOf('orders.json'));
    return order;
  }

  /** Discards all orders and returns how many there were. */
  clearOrders(): number {
    const count = this.orders.length;
    this.orders = [];
    this.changed.fire(addressOf('orders.json'));
    return count;
  }

  /** Keeps a table. */
  book(what: Readonly<Record<string, unknown>>): Booking {
    const booking = { number: this.bookings.length + 1, ...what };
    this.bookings.push(booking);
    this.booked.fire();
    return booking;
  }

  /** Writes on the board beside the door. */
  write(text: string): void {
    this.board = text.endsWith('\n') ? text : `${text}\n`;
    this.changed.fire(addressOf('board.md'));
  }

  /** Says what is on the stove. */
  heat(kettle: Kettle): void {
    this.kettle = kettle;
    this.changed.fire(addressOf('kettle.json'));
  }

  private morning(tea: TeaName, cups: number): Order {
    return { number: ++this.numbers, tea, cups, size: 'cup', extras: [], toGo: false };
  }
}
