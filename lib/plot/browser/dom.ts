// What the scripts of HTML files see of the browser. Called by the files of this folder.

export interface Painter {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineJoin: string
  font: string
  textAlign: string
  scale(x: number, y: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
  fill(): void
  stroke(): void
  fillText(text: string, x: number, y: number): void
}

export interface Input {
  readonly key: string
  readonly button: number
  readonly clientX: number
  readonly clientY: number
  readonly pointerId: number
  preventDefault(): void
}

export interface Element {
  readonly dataset: Record<string, string>
  readonly style: Record<string, string>
  readonly clientWidth: number
  readonly clientHeight: number
  className: string
  hidden: boolean
  textContent: string
  value: string
  width: number
  height: number
  append(child: Element): void
  getBoundingClientRect(): { readonly left: number; readonly top: number }
  getContext(kind: '2d'): Painter
  setPointerCapture(id: number): void
  setAttribute(name: string, value: string): void
  addEventListener(type: string, listener: (event: Input) => void): void
  querySelector(selector: string): Element
}

/** A chart of the library. */
export interface Chart {
  setOption(option: object, clear: boolean): void
  getOption(): { readonly legend?: readonly { readonly selected?: object }[] } | undefined
  resize(): void
  getWidth(): number
  getHeight(): number
  containPixel(finder: 'grid', at: readonly [number, number]): boolean
  convertFromPixel(finder: 'grid', at: readonly [number, number]): [number, number]
}
