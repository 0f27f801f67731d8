"""Makes the fixtures in src/test/resources/pixels with Pillow, OpenCV, PyTorch, basicsr and pyiqa.

Usage: python pixels.py OUT_FOLDER (see requirements-pixels.txt). Everything is seeded; only inputs,
results and the parameters needed to repeat them are written.
"""
import json
import math
import os
import sys

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from basicsr.data import degradations
from basicsr.utils.diffjpeg import DiffJPEG
from basicsr.utils.img_process_util import filter2D
from PIL import Image
from pyiqa.archs import niqe_arch
from pyiqa.archs.func_util import normalize_img_with_gauss
from pyiqa.archs.psnr_arch import psnr
from pyiqa.archs.ssim_arch import SSIM
from pyiqa.matlab_utils import blockproc, imresize

OUT = sys.argv[1]
torch.set_num_threads(1)
random = np.random.default_rng(7)


def path(name):
    return os.path.join(OUT, name)


def scene(width, height):
    """Smooth shading, edges at several angles, a fine grating, flat parts and grain."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    image = np.stack([90 + 0.5 * x, 140 - 0.4 * y, 60 + 0.3 * (x + y)], 2)
    for _ in range(9):
        cx, cy, r = random.uniform(0, width), random.uniform(0, height), random.uniform(8, 40)
        angle, period, amplitude = random.uniform(0, 3), random.uniform(3, 12), random.uniform(0, 40)
        inside = (x - cx) ** 2 + (y - cy) ** 2 < r * r
        wave = amplitude * np.sin(2 * np.pi * (x * math.cos(angle) + y * math.sin(angle)) / period)
        image[inside] = random.uniform(20, 235, 3) + wave[inside][:, None]
    image[: height // 5, : width // 4] = 200
    image[:, width // 2 :] += random.normal(0, 3, (height, width - width // 2, 1))
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def tensor(image):
    return torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1))).float()[None] / 255


def planes(name, values):
    values.numpy().astype('<f4').tofile(path(name + '.f32'))


def resizes(photo):
    image = Image.fromarray(photo)
    for name, method in (('bicubic', Image.BICUBIC), ('lanczos', Image.LANCZOS)):
        for width, height in ((57, 31), (200, 40), (60, 150)):
            image.resize((width, height), method).save(path(f'{name}-{width}x{height}.png'))


def formats(photo):
    """Odd files of a small image, each with what Pillow or OpenCV makes of it."""
    small = Image.fromarray(photo[40:72, 50:90])
    alpha = Image.fromarray((np.arange(32 * 40).reshape(32, 40) % 256).astype(np.uint8))
    odd = {
        'grey.png': small.convert('L'),
        'grey-alpha.png': Image.merge('LA', (small.convert('L'), alpha)),
        'bit.png': small.convert('1'),
        'palette.png': small.quantize(17),
        'rgba.png': Image.merge('RGBA', (*small.split(), alpha)),
        'palette.bmp': small.quantize(200),
        'plain.bmp': small,
        'grey.bmp': small.convert('L'),
        'cmyk.jpg': small.convert('CMYK'),
        'grey.jpg': small.convert('L'),
    }
    for name, image in odd.items():
        image.save(path('odd-' + name), **({'quality': 90} if name.endswith('jpg') else {}))
    small.save(path('odd-progressive.jpg'), quality=85, progressive=True)
    small.save(path('odd-444.jpg'), quality=85, subsampling=0)
    jpeg = bytearray(open(path('odd-cmyk.jpg'), 'rb').read())
    jpeg[jpeg.index(b'Adobe') + 11] = 2  # the same data taken as YCCK
    open(path('odd-ycck.jpg'), 'wb').write(jpeg)
    for name in [*odd, 'progressive.jpg', '444.jpg', 'ycck.jpg']:
        Image.open(path('odd-' + name)).convert('RGB').save(path('odd-' + name + '.expected.png'))
    deep = random.integers(0, 65536, (12, 10, 3), dtype=np.uint16)
    cv2.imwrite(path('odd-deep.png'), deep)
    Image.fromarray((deep[:, :, ::-1] >> 8).astype(np.uint8)).save(path('odd-deep.png.expected.png'))


def interpolations(x):
    cases = []
    for mode in ('area', 'bilinear', 'bicubic'):
        for factor in (0.437, 1.183):
            name = f'{mode}-by-{factor}'
            y = F.interpolate(x, scale_factor=factor, mode=mode)
            planes(name, y)
            cases.append(dict(name=name, mode=mode, factor=factor, height=y.size(2), width=y.size(3)))
        name = f'{mode}-to'
        planes(name, F.interpolate(x, size=(11, 50), mode=mode))
        cases.append(dict(name=name, mode=mode, factor=0, height=11, width=50))
    return cases


def kernels():
    cases = []

    def add(kind, kernel, **parameters):
        cases.append(dict(kind=kind, **parameters, weights=[float(v) for v in kernel.ravel()]))

    for size, sigma_x, sigma_y, angle, beta in ((7, 0.4, 2.1, 0.7, 0.6), (11, 1.3, 2.9, -2.2, 3.1)):
        shape = dict(size=size, sigmaX=sigma_x, sigmaY=sigma_y, angle=angle, beta=beta)
        add('gaussian', degradations.bivariate_Gaussian(size, sigma_x, sigma_y, angle, isotropic=False), **shape)
        add('generalised', degradations.bivariate_generalized_Gaussian(
            size, sigma_x, sigma_y, angle, beta, isotropic=False), **shape)
        add('plateau', degradations.bivariate_plateau(size, sigma_x, sigma_y, angle, beta, isotropic=False), **shape)
    for size, cutoff in ((7, 1.1), (21, 3.0), (13, math.pi / 5)):
        kernel = degradations.circular_lowpass_kernel(cutoff, size)
        add('sinc', kernel, size=size, sigmaX=0, sigmaY=0, angle=0, beta=cutoff)
    return cases


def filters(x):
    kernel = degradations.bivariate_Gaussian(9, 0.8, 2.5, 0.4, isotropic=False)
    planes('filtered', filter2D(x, torch.from_numpy(kernel).float()[None]))


def jpegs(x):
    jpeger = DiffJPEG(differentiable=False)
    for quality in (37.5, 75.3, 94.61):
        with torch.no_grad():
            planes(f'jpeg-{quality}', jpeger(x, quality=torch.tensor([quality])))


def noises(x):
    """Levels and scales that the Poisson noise is built from."""
    levels = torch.clamp((x * 255.0).round(), 0, 255) / 255.0
    return dict(vals=int(2 ** np.ceil(np.log2(len(torch.unique(levels))))))


def scores(photo):
    blurred = cv2.GaussianBlur(photo, (0, 0), 1.4)
    Image.fromarray(blurred).save(path('blurred.png'))
    a, b = tensor(blurred), tensor(photo)
    ssim = SSIM(channels=3, test_y_channel=True, color_space='ycbcr')
    return dict(
        psnr=psnr(a.double(), b.double(), test_y_channel=True, color_space='ycbcr').item(),
        ssim=ssim(a.double(), b.double()).item(),
    )


def grey_levels(image):
    """pyiqa's to_y_channel as it comes out where MKL fuses multiplications and additions, which it
    doesn't under portable.py."""
    red, green, blue = (tensor(image)[:, [i]] for i in range(3))
    luma = red * np.float32(0.299)
    for channel, weight in ((green, 0.587), (blue, 0.114)):
        luma = (channel.double() * float(np.float32(weight)) + luma.double()).float()
    return torch.round(luma * 255).double()


def niqe_features(image, size):
    grey = grey_levels(image)
    height, width = grey.size(2) // size * size, grey.size(3) // size * size
    grey, rows = grey[..., :height, :width], []
    for scale in (1, 2):
        normalised = normalize_img_with_gauss(grey, padding='replicate')
        rows.append(blockproc(normalised, [size // scale] * 2, fun=niqe_arch.compute_feature))
        if scale == 1:
            grey = imresize(grey / 255.0, scale=0.5, antialiasing=True) * 255.0
    by_columns = torch.cat(rows, -1)[0].numpy()
    return by_columns.reshape(-1, height // size, 36).transpose(1, 0, 2).reshape(-1, 36)


def niqe(photo):
    size, other = 32, scene(224, 224)
    pristine = niqe_features(other, size)
    pristine = pristine[~np.isnan(pristine).any(1)]
    mean, covariance = pristine.mean(0), np.cov(pristine.T)
    grey = grey_levels(photo)
    score = niqe_arch.niqe(
        grey, torch.from_numpy(mean)[None], torch.from_numpy(covariance)[None], size, size)
    features = [[None if math.isnan(v) else v for v in row] for row in niqe_features(photo, size).tolist()]
    return dict(blockSize=size, mean=mean.tolist(), covariance=covariance.ravel().tolist(),
                features=features, score=score.item())


def regions(photo, patch=10, threshold=50):
    """Entropy of Sobel magnitudes of patches enlarged to 64x64, in float64, patch by patch."""
    grey = torch.from_numpy(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY) / 255)
    sobel = torch.tensor([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1.0]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1.0]]])
    height, width = grey.shape
    complexity, detailed = [], 0
    for top in range(0, height, patch):
        for left in range(0, width, patch):
            part = grey[top : top + patch, left : left + patch]
            big = F.interpolate(part[None, None], size=(64, 64), mode='bilinear', align_corners=False)
            gradient = F.conv2d(F.pad(big, (1, 1, 1, 1), mode='replicate'), sobel[:, None].double())
            magnitude = gradient.pow(2).sum(1).sqrt()
            histogram = torch.histc(magnitude, 512, -5.5, 5.5)
            p = histogram / (histogram.sum() + 1e-5)
            value = float(-(p * torch.log2(p + 1e-10)).sum()) * part.numel()
            complexity.append(value)
            detailed += part.numel() if value > threshold else 0
    ratio = detailed / (height * width)
    return dict(complexity=complexity, smooth=round(1 - ratio, 2), detail=round(ratio, 2))


def colour_fix(photo):
    """AdaIN of the photo to a darker, warmer copy, as OSEDiff's wavelet_color_fix does."""
    style = np.clip(np.rint(photo * np.array([0.8, 0.6, 0.5]) + [30, 20, 5]), 0, 255).astype(np.uint8)
    Image.fromarray(style).save(path('style.png'))

    def moments(t):
        flat = t.view(1, 3, -1)
        return flat.mean(2).view(1, 3, 1, 1), (flat.var(2) + 1e-5).sqrt().view(1, 3, 1, 1)

    content, target = tensor(photo), tensor(style)
    (cm, cs), (tm, ts) = moments(content), moments(target)
    fixed = ((content - cm) / cs * ts + tm)[0].clamp(0, 1)
    Image.fromarray(fixed.mul(255).byte().permute(1, 2, 0).numpy()).save(path('fixed.png'))


def main():
    os.makedirs(OUT, exist_ok=True)
    photo = scene(168, 138)
    Image.fromarray(photo).save(path('photo.png'))
    resizes(photo)
    formats(photo)
    colour_fix(photo[20:80, 30:110])
    x = tensor(photo[30:54, 60:97])  # 37x24: neither side a multiple of 16
    filters(x)
    jpegs(x)
    values = dict(interpolations=interpolations(x), kernels=kernels(), noise=noises(x),
                  scores=scores(photo), niqe=niqe(photo), regions=regions(photo))
    with open(path('values.json'), 'w') as out:
        json.dump(values, out)
        out.write('\n')


main()
