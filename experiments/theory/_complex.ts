/** Just enough of complex arithmetic for transforms. */

/** A complex number. */
export interface Complex {
  /** Real part. */
  readonly re: number;
  /** Imaginary part. */
  readonly im: number;
}

export function times(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function over(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
}

/** aⁿ for a whole number n. */
export function power(a: Complex, n: number): Complex {
  const size = Math.hypot(a.re, a.im) ** n;
  const angle = n * Math.atan2(a.im, a.re);
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
}
