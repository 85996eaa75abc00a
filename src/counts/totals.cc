#include "counts/totals.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <vector>

#include "core/text.h"

namespace passage::counts {
namespace {

using Words = std::set<std::string, std::less<>>;

Words words_in(std::string_view text) {
  Words out;
  for (std::string& word : split(text, ' ')) out.insert(std::move(word));
  return out;
}

// A cell with one of them is a sum, whatever it is of.
const Words& sums() {
  static const Words all = words_in(
      "total totals tot totl subtotal subtotals grandtotal totale totaux totales toplam gesamt insgesamt "
      "gesamtsumme итого всего всього усього разом загалом المجموع مجموع الإجمالي إجمالي الاجمالي اجمالي");
  return all;
}

// One of them is needed to mean all.
const Words& alls() {
  static const Words all = words_in(
      "all any both overall combined altogether every everyone everybody sum t world worldwide btsx "
      "allages bothsexes allsexes allgenders allcountries tous toutes tout ensemble confondus confondues "
      "deux somme todos todas todo toda ambos ambas conjunto suma soma geral alle beide summe tutti tutte "
      "entrambi все оба усі всі обидві كل الكل جميع الجميع كلا");
  return all;
}

// They say of what.
const Words& ofs() {
  static const Words all = words_in(
      "sex sexes gender genders age ages group groups category categories class classes band bands range "
      "ranges origin origins country countries nationality nationalities population populations people "
      "person persons individual individuals refugee refugees idp idps displaced the of and for in by "
      "asylum grand general generale figure figures number operation operations assessment assessments "
      "reason reasons region regions area areas location locations place places district districts state "
      "states province provinces site sites genre genres sexe les le la l d des de du et pays groupe "
      "groupes tranches origines personnes los las el y e dos edad edades idade idades sexo sexos genero "
      "generos grupo grupos pais paises origen origenes personas refugiados refugies geschlechter lander "
      "und altersgruppen stati страны країни возрасты стать статі");
  return all;
}

const std::array<Words, 2>& sexes() {
  static const std::array<Words, 2> all = {
      words_in("f female females women woman femme femmes feminin mujer mujeres femenino"),
      words_in("m h male males men man homme hommes masculin hombre hombres masculino")};
  return all;
}

// Letters from U+00C0 to U+00FF without their accents; others as blanks.
constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

void fold_pair(unsigned char a, unsigned char b, std::string& out) {
  const int code = (a & 0x1F) << 6 | (b & 0x3F);
  if (code >= 0xC0 && code <= 0xFF)
    out += kLatin1[static_cast<std::size_t>(code - 0xC0)];
  else if (code < 0xC0)
    out += ' ';
  else if (code < 0x300 || code > 0x36F) {  // those are accents on their own
    const int small = code >= 0x410 && code <= 0x42F   ? code + 0x20
                      : code >= 0x400 && code <= 0x40F ? code + 0x50
                                                       : code;
    out += static_cast<char>(0xC0 | small >> 6);
    out += static_cast<char>(0x80 | (small & 0x3F));
  }
}

std::vector<std::string> words_of(std::string_view cell) {
  const std::string folded = folded_words(cell);
  return folded.empty() ? std::vector<std::string>() : split(folded, ' ');
}

// "Both sexes", "Total (all countries)", "m+f".
bool are_all(const std::vector<std::string>& words) {
  std::array<bool, 2> sex{};
  bool all = false;
  for (const std::string& word : words) {
    const bool says_all = alls().contains(word) || sums().contains(word);
    all = all || says_all;
    bool is_sex = false;
    for (std::size_t k = 0; k < sex.size(); ++k)
      if (sexes()[k].contains(word)) is_sex = sex[k] = true;
    if (!says_all && !is_sex && !ofs().contains(word)) return false;
  }
  return sex[0] == sex[1] && (all || sex[0]);
}

}  // namespace

std::string folded_words(std::string_view cell) {
  std::string marked;
  for (std::size_t k = 0; k < cell.size(); ++k) {
    const auto c = static_cast<unsigned char>(cell[k]);
    const auto next = [&](std::size_t n) { return static_cast<unsigned char>(k + n < cell.size() ? cell[k + n] : 0); };
    if (c < 0x80)
      marked += std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
    else if (c >= 0xC2 && c <= 0xDF)
      fold_pair(c, next(1), marked), ++k;
    else if (c == 0xE2 && (next(1) == 0x80 || next(1) == 0x81))  // dashes, quotes and blanks
      marked += ' ', k += 2;
    else
      marked += cell[k];
  }
  std::string out;
  for (const std::string& word : split(marked, ' '))
    if (!word.empty()) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool means_all(std::string_view cell) {
  const std::vector<std::string> words = words_of(cell);
  if (words.empty()) return true;
  if (words == std::vector<std::string>{"0"}) return trimmed(cell).ends_with('+');  // ages from 0 on
  return are_all(words);
}

bool is_total(std::string_view place) {
  const std::vector<std::string> words = words_of(place);
  if (words.empty()) return false;
  return are_all(words) ||
         std::any_of(words.begin(), words.end(), [](const std::string& word) { return sums().contains(word); });
}

}  // namespace passage::counts
