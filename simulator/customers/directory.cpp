#include "simulator/customers/directory.hpp"

#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace acumage::simulator {

bool is_country(std::string_view code) {
  static constexpr std::string_view all =
      "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
      "BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM "
      "DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS "
      "GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
      "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
      "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
      "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
      "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
      "VN VU WF WS XK YE YT ZA ZM ZW";
  return code.size() == 2 && code.find(' ') == std::string_view::npos &&
         all.find(code) != std::string_view::npos;
}

namespace {

/// Those of Germany come by their names, the others by their codes (transcript rows 19 and 1112).
constexpr std::array<region, 81> all_regions{{
    {1, "US", "AL", "Alabama"},
    {2, "US", "AK", "Alaska"},
    {3, "US", "AS", "American Samoa"},
    {4, "US", "AZ", "Arizona"},
    {5, "US", "AR", "Arkansas"},
    {6, "US", "AE", "Armed Forces Africa"},
    {7, "US", "AA", "Armed Forces Americas"},
    {8, "US", "AE", "Armed Forces Canada"},
    {9, "US", "AE", "Armed Forces Europe"},
    {10, "US", "AE", "Armed Forces Middle East"},
    {11, "US", "AP", "Armed Forces Pacific"},
    {12, "US", "CA", "California"},
    {13, "US", "CO", "Colorado"},
    {14, "US", "CT", "Connecticut"},
    {15, "US", "DE", "Delaware"},
    {16, "US", "DC", "District of Columbia"},
    {17, "US", "FM", "Federated States Of Micronesia"},
    {18, "US", "FL", "Florida"},
    {19, "US", "GA", "Georgia"},
    {20, "US", "GU", "Guam"},
    {21, "US", "HI", "Hawaii"},
    {22, "US", "ID", "Idaho"},
    {23, "US", "IL", "Illinois"},
    {24, "US", "IN", "Indiana"},
    {25, "US", "IA", "Iowa"},
    {26, "US", "KS", "Kansas"},
    {27, "US", "KY", "Kentucky"},
    {28, "US", "LA", "Louisiana"},
    {29, "US", "ME", "Maine"},
    {30, "US", "MH", "Marshall Islands"},
    {31, "US", "MD", "Maryland"},
    {32, "US", "MA", "Massachusetts"},
    {33, "US", "MI", "Michigan"},
    {34, "US", "MN", "Minnesota"},
    {35, "US", "MS", "Mississippi"},
    {36, "US", "MO", "Missouri"},
    {37, "US", "MT", "Montana"},
    {38, "US", "NE", "Nebraska"},
    {39, "US", "NV", "Nevada"},
    {40, "US", "NH", "New Hampshire"},
    {41, "US", "NJ", "New Jersey"},
    {42, "US", "NM", "New Mexico"},
    {43, "US", "NY", "New York"},
    {44, "US", "NC", "North Carolina"},
    {45, "US", "ND", "North Dakota"},
    {46, "US", "MP", "Northern Mariana Islands"},
    {47, "US", "OH", "Ohio"},
    {48, "US", "OK", "Oklahoma"},
    {49, "US", "OR", "Oregon"},
    {50, "US", "PW", "Palau"},
    {51, "US", "PA", "Pennsylvania"},
    {52, "US", "PR", "Puerto Rico"},
    {53, "US", "RI", "Rhode Island"},
    {54, "US", "SC", "South Carolina"},
    {55, "US", "SD", "South Dakota"},
    {56, "US", "TN", "Tennessee"},
    {57, "US", "TX", "Texas"},
    {58, "US", "UT", "Utah"},
    {59, "US", "VT", "Vermont"},
    {60, "US", "VI", "Virgin Islands"},
    {61, "US", "VA", "Virginia"},
    {62, "US", "WA", "Washington"},
    {63, "US", "WV", "West Virginia"},
    {64, "US", "WI", "Wisconsin"},
    {65, "US", "WY", "Wyoming"},
    {79, "DE", "NDS", "Niedersachsen"},
    {80, "DE", "BAW", "Baden-Württemberg"},
    {81, "DE", "BAY", "Bayern"},
    {82, "DE", "BER", "Berlin"},
    {83, "DE", "BRG", "Brandenburg"},
    {84, "DE", "BRE", "Bremen"},
    {85, "DE", "HAM", "Hamburg"},
    {86, "DE", "HES", "Hessen"},
    {87, "DE", "MEC", "Mecklenburg-Vorpommern"},
    {88, "DE", "NRW", "Nordrhein-Westfalen"},
    {89, "DE", "RHE", "Rheinland-Pfalz"},
    {90, "DE", "SAR", "Saarland"},
    {91, "DE", "SAS", "Sachsen"},
    {92, "DE", "SAC", "Sachsen-Anhalt"},
    {93, "DE", "SCN", "Schleswig-Holstein"},
    {94, "DE", "THE", "Thüringen"},
}};

answer country_of(shop& of, const call& from) {
  struct names {
    std::string_view three_letters;
    std::string_view name;
  };
  const auto& code = from.parameters.front();
  if (!is_country(code)) return refusal(404, "The country isn't available.");
  // Of the others the recording has none.
  const names known = code == "US"   ? names{"USA", "United States"}
                      : code == "DE" ? names{"DEU", "Germany"}
                                     : names{code, code};
  std::vector<region> regions;
  for (const auto& one : all_regions)
    if (one.country == code) regions.push_back(one);
  std::sort(regions.begin(), regions.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  std::string list;
  for (const auto& one : regions)
    list += (list.empty() ? "" : ",") +
            (R"({"id":")" + std::to_string(one.id) + R"(","code":)" + php_string(one.code) +
             ",\"name\":" + php_string(one.name) + '}');
  of.seen.read();
  return {.body = "{\"id\":" + php_string(code) +
                  ",\"two_letter_abbreviation\":" + php_string(code) +
                  ",\"three_letter_abbreviation\":" + php_string(known.three_letters) +
                  ",\"full_name_locale\":" + php_string(known.name) +
                  ",\"full_name_english\":" + php_string(known.name) +
                  (list.empty() ? std::string{} : ",\"available_regions\":[" + list + ']') + '}'};
}

}  // namespace

const region* region_of(std::int64_t id) {
  const auto found = std::find_if(all_regions.begin(), all_regions.end(),
                                  [&](const auto& one) { return one.id == id; });
  return found == all_regions.end() ? nullptr : &*found;
}

route_table directory_routes() {
  return {{"GET", "directory/countries/:countryId", anonymous, country_of}};
}

}  // namespace acumage::simulator
