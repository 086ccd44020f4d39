// Amounts and dates as people write them. What is not one must be refused, because a wrong number is worse than an error.
import { expect, test } from 'vitest'
import { amountOf, isDateFormat, timeOf } from '../../lib/data/cells.ts'

const us = { decimal: '.', thousands: ',' }
const german = { decimal: ',', thousands: '.' }

test.each([
  ['12', us, 12],
  ['$1,234.50', us, 1234.5],
  ['-$5', us, -5],
  ['$-5', us, -5],
  ['(3.00)', us, -3],
  ['$(3)', us, null],
  ['EUR 7', us, 7],
  ['7 EUR', us, 7],
  ['1,234,567', us, 1234567],
  ['12 %', us, 0.12],
  ['1e3', us, 1000],
  ['\u22122.5', us, -2.5],
  ['1.234,50 €', german, 1234.5],
  ['0,5', german, 0.5],
  ['1 234,5', { decimal: ',', thousands: ' ' }, 1234.5],
  ["1'234.5", { decimal: '.', thousands: "'" }, 1234.5],
  // Which of both it is cannot be told.
  ['1,5', us, null],
  ['1.5', german, null],
  ['12,34', us, null],
  ['1,2345', us, null],
  [',234', us, null],
  ['1.2.3', us, null],
  ['--5', us, null],
  ['five', us, null],
  ['12 apples', us, null],
  ['', us, null],
  ['Infinity', us, null]
])('%j', (text, format, value) => {
  expect(amountOf(text, format)).toBe(value)
})

test.each([
  ['2026-11-29', undefined, Date.UTC(2026, 10, 29)],
  ['2026-1-2', undefined, Date.UTC(2026, 0, 2)],
  ['2026-11-29T10:20:30Z', undefined, Date.UTC(2026, 10, 29, 10, 20, 30)],
  ['2026-11-29 10:20', undefined, Date.UTC(2026, 10, 29, 10, 20)],
  ['2026-11-29T10:20:30.5+02:00', undefined, Date.UTC(2026, 10, 29, 8, 20, 30, 500)],
  ['0099-01-01', undefined, Date.parse('0099-01-01T00:00:00Z')],
  ['29.11.2026', 'DD.MM.YYYY', Date.UTC(2026, 10, 29)],
  ['11/29/2026 07:05', 'MM/DD/YYYY HH:mm', Date.UTC(2026, 10, 29, 7, 5)],
  ['2026-02-29', undefined, null],
  ['2026-13-01', undefined, null],
  ['2026-11-29T24:00', undefined, null],
  ['29.11.26', 'DD.MM.YYYY', null],
  ['29x11x2026', 'DD.MM.YYYY', null],
  ['today', undefined, null]
])('%j as %j', (text, format, time) => {
  expect(timeOf(text, format)).toBe(time)
})

test('formats need year, month and day, once', () => {
  expect(['DD.MM.YYYY', 'YYYYMMDD', 'MM.YYYY', 'DD DD MM YYYY'].map(isDateFormat)).toEqual([true, true, false, false])
})
