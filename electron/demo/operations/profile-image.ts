/** Sets and removes a user's picture. */
import { apiError } from '../http/api-error.ts';
import { readMultipartFile } from '../http/multipart.ts';
import { imageType, isCutOff } from '../images/image-type.ts';
import { saveChange } from '../server-state.ts';
import type { Operation } from './operation.ts';
import { userInPath } from './read-users.ts';

const limitBytes = 10_000_000;

export const setProfileImage: Operation = {
  name: 'SetUserProfileImage',
  run(state, request) {
    const record = userInPath(state, request);
    if (!request.contentType.toLowerCase().startsWith('multipart/form-data')) {
      throw apiError(415, 'unsupported_content_type', 'Send the image as multipart/form-data.');
    }
    const bytes = readMultipartFile(request.body, request.contentType, 'file');
    if (bytes === null || bytes.length === 0) {
      throw apiError(400, 'form_param_missing', 'file is required.', { param_name: 'file' });
    }
    if (bytes.length > limitBytes) throw apiError(413, 'image_too_large', 'The image is larger than 10 MB.');
    const contentType = imageType(bytes);
    if (contentType === null) {
      throw apiError(400, 'request_body_invalid', 'The file is no PNG, JPEG, GIF or WebP image.', {
        param_name: 'file',
      });
    }
    if (isCutOff(bytes, contentType)) {
      throw apiError(400, 'request_body_invalid', 'The image cannot be decoded.', { param_name: 'file' });
    }
    if (record.image?.kind === 'stored') state.images.forget(record.image.imageId);
    record.image = { kind: 'stored', imageId: state.images.keep({ contentType, bytes: Buffer.from(bytes) }) };
    return saveChange(state, record);
  },
};

export const deleteProfileImage: Operation = {
  name: 'DeleteUserProfileImage',
  run(state, request) {
    const record = userInPath(state, request);
    if (record.image === null) throw apiError(404, 'image_not_found', 'This user has no image.');
    if (record.image.kind === 'stored') state.images.forget(record.image.imageId);
    record.image = null;
    return saveChange(state, record);
  },
};
