# The library for other programs: the room api/ and all below it as one shared library, its headers, and what
# find_package(Passage) reads. Sanitizers are for tests, which link the rooms.
if(PASSAGE_SANITIZE)
  return()
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Installed as <passage/NAME.h>; they include the standard library and each other.
set(passage_headers ${CMAKE_BINARY_DIR}/include)
foreach(name answers error forecast plan roads session table task visible wishes)
  set(header ${CMAKE_SOURCE_DIR}/src/api/${name}.h)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
  file(READ ${header} text)
  string(REPLACE "#include \"api/" "#include \"passage/" text "${text}")
  file(CONFIGURE OUTPUT ${passage_headers}/passage/${name}.h CONTENT "${text}" @ONLY)
endforeach()

add_library(libpassage SHARED $<TARGET_OBJECTS:passage_api>)
target_link_libraries(libpassage PRIVATE passage_api)
target_link_options(libpassage PRIVATE LINKER:--as-needed LINKER:--no-undefined)
set_target_properties(libpassage PROPERTIES OUTPUT_NAME passage LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

set(passage_config ${CMAKE_INSTALL_LIBDIR}/cmake/Passage)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/PassageConfig.cmake.in ${CMAKE_BINARY_DIR}/PassageConfig.cmake
  INSTALL_DESTINATION ${passage_config} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/PassageConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(TARGETS libpassage LIBRARY)
install(DIRECTORY ${passage_headers}/passage DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${CMAKE_BINARY_DIR}/PassageConfig.cmake ${CMAKE_BINARY_DIR}/PassageConfigVersion.cmake
  DESTINATION ${passage_config})
