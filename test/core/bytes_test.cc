// What bytes are: their fingerprint, the text in them, the kind of file that they begin.
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file_kind.h"
#include "core/hash.h"
#include "core/utf8.h"

namespace passage {
namespace {

// FIPS 180-2, appendix B, and the empty message.
TEST(Hash, IsThatOfTheStandard) {
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_THROW(static_cast<void>(sha256_of_file("no/such/file")), InputError);
}

TEST(Utf8, EachByteThatIsNoneBecomesAReplacement) {
  EXPECT_EQ(as_utf8("Запоріжжя"), "Запоріжжя");
  EXPECT_EQ(as_utf8("a\xFF"
                    "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(as_utf8("\xD0"), "\xEF\xBF\xBD") << "cut off within a letter";
  EXPECT_EQ(as_utf8(""), "");
}

TEST(FileKind, IsKnownByTheFirstBytes) {
  EXPECT_EQ(kind_of_bytes("PK\x03\x04...xl/workbook.xml").what, "an Excel workbook");
  EXPECT_EQ(kind_of_bytes("PK\x03\x04...word/document.xml").what, "a word processor's document");
  EXPECT_EQ(kind_of_bytes("PK\x03\x04...holiday.jpg").what, "a ZIP archive");
  EXPECT_EQ(kind_of_bytes("%PDF-1.7").what, "a PDF");
  EXPECT_EQ(kind_of_bytes("\n <!DOCTYPE HTML><html>").what, "a web page");
  EXPECT_EQ(kind_of_bytes("id,name,lat,lon\n").what, "");
  EXPECT_EQ(kind_of_bytes("").what, "");
}

TEST(FileKind, OfAnEncodingThatIsNotUtf8) {
  EXPECT_EQ(kind_of_encoding("\xFF\xFEi\0d\0", 0).what, "it is UTF-16 or UTF-32");
  const std::string_view zeros("id,name\n\0a,b,c,d,e,f,g,h,i,j,k,l,m", 34);
  EXPECT_EQ(kind_of_encoding(zeros, 8).what, "it holds zero bytes, as damaged files do");
  EXPECT_EQ(kind_of_encoding("\xC7\xE0\xEF", 0).what, "byte 0xC7, as in Windows-1251 or 1252");
}

}  // namespace
}  // namespace passage
