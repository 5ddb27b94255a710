@D6
Feature: D6 Cookies are for what is needed, unless the person opts in
  Refusing other cookies costs nothing that does not need them, and Global Privacy Control is honoured.

  Scenario: Before a choice there is no cookie
    When Maria visits without having chosen
    Then she is asked, with yes and no alike and neither chosen
    And no cookie is set and nothing is stored

  Scenario: Every page, with a browser that says no by itself
    Given Maria's browser sends Global Privacy Control
    When Maria visits every page
    Then nothing is asked
    And no cookie is set and nothing is stored

  Scenario: A no is remembered, and nothing else
    When Maria refuses and visits every page
    Then no visit is counted
    And the only cookie is the one that remembers the choice, and it says nothing by itself

  Scenario: Refusing everything costs no function
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria refuses everything beside her data permissions
    Then what her browser's own no speaks about is recorded as told by it, and the rest as told by her
    And Maria has every function that she had
