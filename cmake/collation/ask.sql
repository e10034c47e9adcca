-- What utf8mb4_general_ci makes of each character: its small letter, and the weight by which it is compared.
-- A small letter counts only where the collation gives both the same weight; else they are two letters.
SET NAMES utf8mb4;
SELECT seq, CONV(HEX(CONVERT(small USING utf32)), 16, 10), CONV(HEX(WEIGHT_STRING(letter)), 16, 10),
       CONV(HEX(WEIGHT_STRING(small)), 16, 10)
INTO OUTFILE '@OUT@'
FROM (SELECT seq, letter, LOWER(UPPER(letter)) AS small
      FROM (SELECT seq, CONVERT(CONVERT(UNHEX(LPAD(HEX(seq), 8, '0')) USING utf32) USING utf8mb4)
                        COLLATE utf8mb4_general_ci AS letter
            FROM seq_1_to_65535 WHERE seq NOT BETWEEN 0xD800 AND 0xDFFF) AS every_letter) AS every_pair;
