-- The highest barcode of the house: its code and five digits.
SELECT barcode FROM copy WHERE barcode >= :low AND barcode <= :high AND length(barcode) = length(:high) ORDER BY barcode DESC LIMIT 1
