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

/** 1 - (1 - a)ⁿ for a whole number n; of a small a no digits are lost. */
export function complementOfPower(a: Complex, n: number): Complex {
  // (1 - a)ⁿ in polar form: e^(-size) at the angle.
  const square = a.re * a.re + a.im * a.im - 2 * a.re;
  const log = square > -0.5 ? Math.log1p(square) / 2 : Math.log(Math.hypot(1 - a.re, a.im));
  const size = -n * log;
  const angle = n * Math.atan2(-a.im, 1 - a.re);
  const lost = -Math.expm1(-size);
  const half = Math.sin(angle / 2);
  return { re: lost + (1 - lost) * 2 * half * half, im: (lost - 1) * Math.sin(angle) };
}
