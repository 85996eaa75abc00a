# cmake --install, and the Debian package of cpack: the program, its manual pages and completion (made by the program
# itself, so that they say what it does), the examples and the documents. What library.cmake and python.cmake build has
# its own lines there, and comes along.
include(GNUInstallDirs)
install(TARGETS passage RUNTIME)
install(CODE "
  set(root \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
  set(man \"\${root}/${CMAKE_INSTALL_MANDIR}/man1\")
  execute_process(COMMAND $<TARGET_FILE:passage> man -o \"\${man}\" COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB pages \"\${man}/passage*.1\")
  execute_process(COMMAND gzip -9nf \${pages} COMMAND_ERROR_IS_FATAL ANY)
  file(MAKE_DIRECTORY \"\${root}/${CMAKE_INSTALL_DATADIR}/bash-completion/completions\"
    \"\${root}/${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions\")
  execute_process(COMMAND $<TARGET_FILE:passage> completion bash COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_FILE \"\${root}/${CMAKE_INSTALL_DATADIR}/bash-completion/completions/passage\")
  execute_process(COMMAND $<TARGET_FILE:passage> completion zsh COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_FILE \"\${root}/${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions/_passage\")
  file(GLOB pages \"\${man}/passage*.1.gz\")
  file(CHMOD \${pages} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
")
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY examples/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME passage)
set(CPACK_PACKAGE_CONTACT "Passage <passage@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "plans humanitarian corridors, with proof of how good the plan is")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})  # libpassage is in the package itself
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, proj-data")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "python3, python3-numpy")
include(CPack)
