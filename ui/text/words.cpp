// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/words.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void installWords(QCoreApplication &application)
{
    auto *words = new QTranslator(&application);
    if (words->load(QLocale(), u"cistern"_s, u"_"_s, u":/i18n"_s)
        || words->load(u":/i18n/cistern_en.qm"_s))
        QCoreApplication::installTranslator(words);
    auto *qtWords = new QTranslator(&application);
    if (qtWords->load(QLocale(), u"qtbase"_s, u"_"_s,
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qtWords);
}

} // namespace Cistern
