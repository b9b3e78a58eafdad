// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Fills a store of the local target with generated objects, for `cistern-cli serve --store`.
//
//   bench_store FOLDER CLASS COUNT [NAMESPACE]
#include "services/schema/schema.h"
#include "tests/bench/parts/generatedstore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Cistern;

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    const ClassDecl *decl = Schema::findClass(arguments.value(4), arguments.value(2));
    const qint64 objects = arguments.value(3).toLongLong();
    if (!decl || decl->abstract || objects < 1) {
        std::fputs("bench_store FOLDER CLASS COUNT [NAMESPACE]\n", stderr);
        return 2;
    }
    const auto done = fillStore(arguments[1], *decl, 0, objects);
    if (!done)
        std::fprintf(stderr, "%s\n", qPrintable(done.failure().serverText));
    return done ? 0 : 1;
}
