# The Python module `passage` in build/PRESET/python, where Python's headers and pybind11 are there.
set(Python_FIND_VIRTUALENV STANDARD)
find_package(Python3 QUIET COMPONENTS Interpreter Development.Module)
find_package(pybind11 QUIET)
if(PASSAGE_SANITIZE OR NOT Python3_Development.Module_FOUND OR NOT pybind11_FOUND)
  message(STATUS "The Python module is not built: python3-dev and pybind11-dev are needed, and no sanitizer")
  return()
endif()
set(passage_python lib/python3/dist-packages/passage)
file(GLOB python_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/python/*.cc)
pybind11_add_module(passage_python MODULE NO_EXTRAS ${python_sources})
target_include_directories(passage_python PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(passage_python PRIVATE libpassage Threads::Threads)
file(RELATIVE_PATH to_library /${passage_python} /${CMAKE_INSTALL_LIBDIR})
set_target_properties(passage_python PROPERTIES OUTPUT_NAME _passage
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/python/passage INSTALL_RPATH "$ORIGIN/${to_library}")

# What is Python in it lies beside it.
file(GLOB python_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/python/*.py ${CMAKE_SOURCE_DIR}/src/python/*.pyi
  ${CMAKE_SOURCE_DIR}/src/python/py.typed)
foreach(file ${python_files})
  get_filename_component(name ${file} NAME)
  configure_file(${file} ${CMAKE_BINARY_DIR}/python/passage/${name} COPYONLY)
endforeach()
install(TARGETS passage_python LIBRARY DESTINATION ${passage_python})
install(FILES ${python_files} DESTINATION ${passage_python})
