/** A scene as a PNG picture for a chat, in our own face: what is installed on the machine plays no part. */
import { fontFiles } from './fonts.ts';
import { palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { toSvg } from './svg.ts';

/** `width` in pixels; the height follows. Draws in a thread of its own. */
export async function toPng(scene: Scene, { width }: { readonly width: number }): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(toSvg(scene, { id: 'picture' }), {
    background: palette.paper,
    fitTo: { mode: 'width', value: width },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(fontFiles),
      defaultFontFamily: 'Source Sans 3',
      sansSerifFamily: 'Source Sans 3',
    },
  });
  return image.asPng();
}
