@D16
Feature: D16 No advertising, and nothing to advertisers
  No recipient of that kind can be set up, and no page asks a third party.

  Scenario Outline: An advertiser as recipient: <how>
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes recipients.yaml from "<from>" to "<to>"
    Then the check names recipients.yaml, the line, and says "<says>"
    And the policy in force stays, and the attempt is on record

    Examples:
      | how                           | from                                       | to                                         | says                          |
      | registered as such            | kind: portal                               | kind: advertising                          | never registered              |
      | as a data broker              | kind: portal                               | kind: data_broker                          | never registered              |
      | once the ban is taken out     | never: [advertising, marketing, data_broker] | never: [marketing]                       | does not name advertising     |

  Scenario: The notice says so, because the register enforces it
    Then the notice says "get nothing: advertising" by the rule "recipients.never"

  Scenario: No page asks another host
    Then no page of ours names another host, and none is allowed to ask one
