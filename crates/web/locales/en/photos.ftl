### The photo of a kindergarten: the office gives it, everybody sees it.
kindergartens-photo = Photo
office-photo-lead = Everybody will see it: on the kindergarten’s page, when comparing, and before taking a place. Show the building or the yard; no child should be in the picture.
office-photo-file = Photo file
office-photo-hint = JPEG, PNG or WebP, 10 MB at most. We make it smaller ourselves; where it was taken is not kept.
office-photo-send = Upload the photo
office-photo-replace = Replace the photo
office-photo-remove = Remove the photo
photo-nothing = Choose a file first
photo-too-large = The file is larger than 10 MB. Choose a smaller one
photo-other-kind = This is not a photo. Choose a JPEG, PNG or WebP file
photo-heic = The photo is stored as HEIC, which we cannot open. Save it as JPEG and upload it again
photo-broken = The file is damaged or did not arrive in full. Save it again and upload it once more
photo-too-many-pixels = The picture is too large to draw. Save it smaller and upload it again
done-photo-shown = The photo is saved; everybody sees it now.
done-photo-removed = The photo is removed.
