// The settings file: any bytes are either settings, that can be shown, or findings.
#include "settings/ini.hpp"
#include "node/options.hpp"
#include "settings/load.hpp"
#include "settings/text.hpp"
#include "target.hpp"
#include "tests/support/temp_dir.hpp"

#include <cassert>
#include <fstream>
#include <string>

void acumage::tests::try_input(std::string_view bytes) {
  static const temp_dir folder;
  const auto file = (folder / "config.ini").string();
  std::ofstream{file, std::ios::binary} << bytes;
  const auto read = bin::load_settings({.file = file, .overrides = {}, .environment = {}});
  assert(read.value.has_value() != bin::has_errors(read.findings));
  assert(bin::is_utf8(bin::check_config(file, read.findings)));
  if (!read.value) return;
  for (const auto& [name, value] : bin::list_settings(*read.value)) {
    const auto back = bin::read_ini("[a]\nkey = " + bin::ini_quoted(value) + "\n");
    assert(back.size() == 2 && back.back().value == value);
  }
  assert(bin::plan_reload(*read.value, *read.value).changed.empty());
  static_cast<void>(bin::reading_of(*read.value));
  static_cast<void>(bin::findings_for_run(*read.value, file));
}
