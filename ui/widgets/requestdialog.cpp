// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/requestdialog.h"

#include "ui/widgets/calltexts.h"

#include <QVBoxLayout>

namespace Cistern {

RequestDialog::RequestDialog(const Console &console, const QString &systemId,
                             const QList<MethodCall> &calls, QWidget *parent)
    : DialogFrame(parent)
{
    setWindowTitle(tr("What will be sent"));
    auto *tabs = new TextTabs(this);
    QList<TextTab> joined;
    for (const MethodCall &call : calls) {
        const QList<TextTab> texts = callTexts(console, systemId, call);
        for (int i = 0; i < texts.size(); ++i) {
            if (i < joined.size())
                joined[i].text += QStringLiteral("\n\n") + texts.at(i).text;
            else
                joined.append(texts.at(i));
        }
    }
    tabs->setTexts(joined);
    content()->addWidget(tabs);
    addReject(tr("Close"));
    resize(760, 520);
}

} // namespace Cistern
