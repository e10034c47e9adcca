# The libraries, as Debian 12 packages them. CAF and cpp-httplib come without CMake packages.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(simdjson CONFIG REQUIRED)
find_package(pugixml CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED) # its static target is RocksDB::rocksdb; the shared one is wanted
find_package(spdlog CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)

set(CURSES_NEED_NCURSES TRUE)
set(CURSES_NEED_WIDE TRUE)
find_package(Curses REQUIRED)
add_library(dep_curses INTERFACE)
target_include_directories(dep_curses SYSTEM INTERFACE ${CURSES_INCLUDE_DIRS})
target_link_libraries(dep_curses INTERFACE ${CURSES_LIBRARIES})

find_path(CAF_INCLUDE caf/all.hpp REQUIRED)
find_library(CAF_CORE caf_core REQUIRED)
add_library(dep_caf INTERFACE)
target_include_directories(dep_caf SYSTEM INTERFACE ${CAF_INCLUDE})
target_link_libraries(dep_caf INTERFACE ${CAF_CORE} Threads::Threads)

find_package(CURL 7.88 REQUIRED)
add_library(dep_curl INTERFACE)
target_link_libraries(dep_curl INTERFACE CURL::libcurl)

find_path(HTTPLIB_INCLUDE httplib.h REQUIRED)
find_library(HTTPLIB_LIBRARY cpp-httplib REQUIRED)
add_library(dep_httplib INTERFACE)
target_include_directories(dep_httplib SYSTEM INTERFACE ${HTTPLIB_INCLUDE})
# Debian builds the library with these; without them the classes have another layout and link silently.
target_compile_definitions(dep_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT
                                                 CPPHTTPLIB_BROTLI_SUPPORT)
target_link_libraries(dep_httplib INTERFACE ${HTTPLIB_LIBRARY} OpenSSL::SSL OpenSSL::Crypto
                                            Threads::Threads)

find_path(CSV_INCLUDE csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(dep_csv INTERFACE)
target_include_directories(dep_csv SYSTEM INTERFACE ${CSV_INCLUDE})
target_link_libraries(dep_csv INTERFACE ${CSV_LIBRARY})
