/** The top rows of a picture file, with unmodified pixels and colours. */
export async function pictureOf(file: Blob, rows = Infinity): Promise<ImageData> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const height = Math.min(bitmap.height, rows);
  const context = new OffscreenCanvas(bitmap.width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The picture is too large.');
  // Transparent areas, such as the shadow around a Mac's window, become black.
  context.fillRect(0, 0, bitmap.width, height);
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, height);
}
