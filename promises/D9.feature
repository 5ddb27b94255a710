@D9
Feature: D9 The portal gets the data, each time filtered by what the person allows at that moment
  The portal can ask for data (pull), and is told of new data by signed messages (push). Both go by the person's permissions when
  the data are read, not when they arrived.

  Scenario: Pull and push give what is shared, and nothing else
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    And Maria keeps her sleep from Oura to herself
    Then Harbour Clinic gets Maria's steps by every reading
    And Harbour Clinic was sent Maria's steps by a signed webhook
    And the signature fails for one changed byte, and for another Client's secret
    But Harbour Clinic gets none of Maria's sleep by any reading
    And no webhook to Harbour Clinic ever named Maria's sleep
    And Maria sees her own sleep

  Scenario: Pages are complete and each value comes once
    Given Maria has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic sends 2500 heart rates for Maria
    Then Harbour Clinic reads the same 2500 page by page, each once, in order
    When Harbour Clinic sends the same again
    Then nothing new is counted
    And Harbour Clinic reads the same 2500 page by page, each once, in order

  Scenario: A time range gives its values only
    Given Maria has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic sends 100 heart rates for Maria
    Then a reading from the 20th to before the 30th gives 10

  Scenario: A message that was not taken is sent again, the same message
    Given Maria has come in from Harbour Clinic
    And Harbour Clinic's webhook receiver is down
    When Maria connects Oura and allows her steps
    Then Harbour Clinic has waiting webhook events about Maria's data
    When Harbour Clinic's webhook receiver is up again
    And 20 minutes pass
    Then every message about Maria arrives, under the id of its first attempt

  Scenario: The permission at the moment of sending counts
    Given Maria has come in from Harbour Clinic
    And Harbour Clinic's webhook receiver is down
    When Maria connects Oura and allows her steps
    Then Harbour Clinic has waiting webhook events about Maria's data
    When Maria stops sharing her steps with Harbour Clinic
    And Harbour Clinic's webhook receiver is up again
    And 20 minutes pass
    Then nothing of Maria's steps is sent to Harbour Clinic any more

  Scenario: Each read is in the person's own log
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Harbour Clinic reads Maria's steps
    Then Maria's own log names Harbour Clinic, its purpose and what it did
