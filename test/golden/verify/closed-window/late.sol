s fot 2 5 3
f 1 0 1
f 1 2 1
f 2 1 1
f 2 3 1
x 3 2 1
x 3 4 1
b 4 2
y 2 5
y 3 5
