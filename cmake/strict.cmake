# Flags of our own code: warnings, which the presets of developers and CI make errors; sanitizers; a fast
# linker where there is one.
add_library(strict INTERFACE)
target_compile_options(strict INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                        -Wnon-virtual-dtor)
target_include_directories(strict INTERFACE ${CMAKE_SOURCE_DIR})

if(ACUMAGE_SANITIZE MATCHES "^(address|fuzz)$")
  # null: CAF 0.17.6 binds a null reference in a header whenever an actor is spawned from a function.
  target_compile_options(strict INTERFACE -fsanitize=address,undefined -fno-sanitize=null
                                          -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(strict INTERFACE -fsanitize=address,undefined)
  if(ACUMAGE_SANITIZE STREQUAL "fuzz") # tests/fuzz
    target_compile_options(strict INTERFACE -fsanitize=fuzzer-no-link)
  endif()
elseif(ACUMAGE_SANITIZE STREQUAL "thread")
  target_compile_options(strict INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(strict INTERFACE -fsanitize=thread
                                       -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/tsan.map)
elseif(NOT ACUMAGE_SANITIZE STREQUAL "")
  message(FATAL_ERROR "ACUMAGE_SANITIZE = ${ACUMAGE_SANITIZE}; expected empty, address, thread or fuzz")
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  target_link_options(strict INTERFACE -fuse-ld=mold)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# add_room(name SOURCES … LINKS …): a static library `acumage_<name>` that is one room.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS" ${ARGN})
  add_library(acumage_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(acumage_${name} PUBLIC strict ${ROOM_LINKS})
endfunction()
