//! Makes a decoded picture smaller or larger, with Lanczos' kernel of three lobes.
//!
//! The crate fast_image_resize does the work, because it is ten times as quick as the image crate's own. It is built for
//! pixels of four samples of eight bits alone, because its code for all kinds of pixels is a tenth of the program.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

/// The picture so that its longer side has `side` pixels at most. Proportions stay; a smaller picture stays unchanged.
pub(crate) fn within(picture: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    if longer <= side {
        return picture;
    }
    let scaled = |length: u32| {
        let rounded = (u64::from(length) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(rounded).unwrap_or(side).max(1)
    };
    filling(picture, scaled(width), scaled(height))
}

/// The picture's middle, so that it fills `width` by `height` pixels. The rest is cut off equally at both sides. A
/// sample has eight bits, because sixteen are more than a reading device shows and take twice the memory.
pub(crate) fn filling(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (width, height) = (width.max(1), height.max(1));
    let colour = picture.color();
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .fit_into_destination(Some((0.5, 0.5)))
        .use_alpha(colour.has_alpha());
    let picture = picture.into_rgba8();
    let mut into = Image::new(width, height, PixelType::U8x4);
    let scaled = ImageRef::new(picture.width(), picture.height(), &picture, PixelType::U8x4)
        .ok()
        .and_then(|from| Resizer::new().resize(&from, &mut into, &options).ok())
        .and_then(|()| image::RgbaImage::from_raw(width, height, into.into_vec()));
    // The crate refuses no picture of this kind. If it did, the slower way would do the same.
    let slower =
        || DynamicImage::from(picture.clone()).resize_to_fill(width, height, image::imageops::FilterType::Lanczos3);
    let scaled = scaled.map_or_else(slower, DynamicImage::from);
    match (colour.has_color(), colour.has_alpha()) {
        (false, false) => scaled.into_luma8().into(),
        (false, true) => scaled.into_luma_alpha8().into(),
        (true, false) => scaled.into_rgb8().into(),
        (true, true) => scaled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, _| {
            image::Rgb([(x * 255 / width) as u8; 3])
        }))
    }

    #[test]
    fn proportions_stay_and_small_pictures_are_left_alone() {
        let made = within(ramp(300, 100), 90);
        assert_eq!((made.width(), made.height()), (90, 30));
        let thin = within(ramp(1000, 1), 90);
        assert_eq!((thin.width(), thin.height()), (90, 1));
        assert_eq!(within(ramp(30, 10), 90), ramp(30, 10));
    }

    #[test]
    fn a_filling_picture_is_cut_at_both_sides_alike() {
        let made = filling(ramp(400, 100), 100, 100).to_rgb8();
        let (left, right) = (made.get_pixel(0, 50).0[0], made.get_pixel(99, 50).0[0]);
        assert!((94..=98).contains(&left) && (157..=161).contains(&right), "{left} {right}");
    }

    #[test]
    fn samples_of_sixteen_bits_and_transparency_are_kept_as_eight() {
        let deep = DynamicImage::ImageRgba16(image::ImageBuffer::from_pixel(40, 40, image::Rgba([65535, 0, 0, 32768])));
        let made = within(deep, 20).to_rgba8();
        let pixel = made.get_pixel(10, 10).0;
        assert!(pixel[0] >= 254 && pixel[1] <= 1 && (127..=129).contains(&pixel[3]), "{pixel:?}");
    }
}
