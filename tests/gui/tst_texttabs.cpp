// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The text of a request is saved as it is shown, and a failure names the file.

#include "ui/widgets/texttabs.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestTextTabs : public QObject
{
    Q_OBJECT

private:
    static void saveAs(TextTabs &tabs, const QString &name)
    {
        tabs.setTexts({{u"Request"_s, u"<a>\u00fc</a>"_s, {}, u"request.xml"_s}});
        const auto buttons = tabs.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().contains(u"Sa&ve"_s))
                button->click();
        }
        auto *dialog = tabs.findChild<QFileDialog *>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(name);
    }

private Q_SLOTS:
    void whatIsShownIsSaved()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(u"request.xml"_s);
        TextTabs tabs;
        saveAs(tabs, name);
        QFile file(name);
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), u"<a>\u00fc</a>\n"_s.toUtf8());
        QVERIFY(!tabs.findChild<QMessageBox *>());
    }

    void aFileThatCanNotBeWrittenIsNamed()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(u"gone/request.xml"_s);
        TextTabs tabs;
        saveAs(tabs, name);
        QTRY_VERIFY(tabs.findChild<QMessageBox *>());
        const auto *box = tabs.findChild<QMessageBox *>();
        QCOMPARE(box->textFormat(), Qt::PlainText);
        QVERIFY(box->informativeText().contains(name));
        const auto *informing = box->findChild<QLabel *>(u"qt_msgbox_informativelabel"_s);
        QVERIFY(informing);
        QCOMPARE(informing->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(TestTextTabs)
#include "tst_texttabs.moc"
